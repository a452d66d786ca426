package qasr.cli;

import picocli.CommandLine;

/** {@code qasr models}: does nothing itself. */
@CommandLine.Command(
        name = "models",
        description = "Install, list, check and remove models.",
        footer = {
            "  qasr models list",
            "  qasr models pull Qwen/Qwen3-ASR-0.6B",
            "  qasr models import Downloads/Qwen3-ASR-0.6B",
            "  qasr models verify Qwen3-ASR-0.6B"
        },
        subcommands = {
            ModelsListCommand.class,
            ModelsPathCommand.class,
            ModelsVerifyCommand.class,
            ModelsPullCommand.class,
            ModelsImportCommand.class,
            ModelsQuantizeCommand.class,
            ModelsRemoveCommand.class
        })
final class ModelsCommand {}
