@echo off
rem Starts qasr on Windows: the same settings as the launcher for other systems. Everything that is more than a setting is
rem in the program, where it is tested: the words of the command line, with file names in any script, and '*' and '?'.
rem A copy of this file in the same folder, under the name whisper.cmd, takes that program's options, as do some other names.
setlocal EnableExtensions DisableDelayedExpansion
for %%d in ("%~dp0..") do set "_QASR_HOME=%%~fd"

set "_QASR_JAVA=%_QASR_HOME%\lib\runtime\bin\java.exe"
if not exist "%_QASR_JAVA%" if defined JAVA_HOME set "_QASR_JAVA=%JAVA_HOME%\bin\java.exe"
if not exist "%_QASR_JAVA%" set "_QASR_JAVA=java.exe"

rem Native libraries and the archive of classes: beside the program, or the user's own where only others may write there.
set "_QASR_NATIVE=%_QASR_HOME%\lib\native"
set "_QASR_SHARED=-Dqasr.launcher=cmd"
if exist "%_QASR_NATIVE%\start\prepared" set "_QASR_SHARED=-Dqasr.prepared=%_QASR_NATIVE%"
if not exist "%_QASR_NATIVE%\start" mkdir "%_QASR_NATIVE%\start" 2>NUL
set "_QASR_TRY=%_QASR_NATIVE%\start\try-%RANDOM%"
mkdir "%_QASR_TRY%" 2>NUL
if exist "%_QASR_TRY%" (set "_QASR_SHARED=-Dqasr.launcher=cmd") else set "_QASR_NATIVE=%LOCALAPPDATA%\qasr\native"
if exist "%_QASR_TRY%" rmdir "%_QASR_TRY%"
if not exist "%_QASR_NATIVE%\start" mkdir "%_QASR_NATIVE%\start" 2>NUL

rem Waiting threads must not spin, and a crash must leave no speech behind, unless QASR_CRASH_FILE asks for a report.
if not defined OMP_WAIT_POLICY set "OMP_WAIT_POLICY=passive"
set "_QASR_CRASH=%QASR_CRASH_FILE%"
if not defined _QASR_CRASH set "_QASR_CRASH=NUL"

rem Java gets its own arguments in the system's old encoding, but the environment in Unicode.
set _QASR_ARGUMENTS=%*

rem Results are UTF-8, also in this window, which has its old encoding again afterwards.
set "_QASR_PAGE="
for /f "tokens=2 delims=:." %%p in ('chcp 2^>NUL') do set "_QASR_PAGE=%%p"
chcp 65001 >NUL 2>&1

"%_QASR_JAVA%" -XX:+UseSerialGC -Xms64m -Xmn16m -XX:TieredStopAtLevel=1 -XX:-UsePerfData -Dfile.encoding=UTF-8 ^
 -Xlog:disable --enable-native-access=ALL-UNNAMED "-Dqasr.home=%_QASR_HOME%" ^
 -XX:+IgnoreUnrecognizedVMOptions -XX:+AutoCreateSharedArchive "-XX:SharedArchiveFile=%_QASR_NATIVE%\start\classes.jsa" ^
 "-Dorg.bytedeco.javacpp.cachedir=%_QASR_NATIVE%" "-Djansi.tmpdir=%_QASR_NATIVE%" ^
 "-Dqasr.starts=%_QASR_HOME%\lib\native\start|%LOCALAPPDATA%\qasr\native\start" ^
 "-Dqasr.called=%~n0" "%_QASR_SHARED%" -cp "%_QASR_HOME%\lib\*" %QASR_JAVA_OPTS% ^
 -XX:-CreateCoredumpOnCrash -XX:-HeapDumpOnOutOfMemoryError -XX:ReplayDataFile=NUL "-XX:ErrorFile=%_QASR_CRASH%" ^
 qasr.cli.Main @environment:_QASR_ARGUMENTS
set "_QASR_STATUS=%ERRORLEVEL%"
if defined _QASR_PAGE chcp %_QASR_PAGE% >NUL 2>&1
exit /b %_QASR_STATUS%
