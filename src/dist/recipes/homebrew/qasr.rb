class Qasr < Formula
  desc "@summary@"
  homepage "@home@"
  version "@version@"
  license "@licence@"

@if-macosx-arm64@  on_macos do
@if-macosx-arm64@    on_arm do
@if-macosx-arm64@      url "@downloads@/v@version@/qasr-@version@-macosx-arm64-java.tar.gz"
@if-macosx-arm64@      sha256 "@sha256-macosx-arm64@"
@if-macosx-arm64@    end
@if-macosx-arm64@  end
@if-linux-x86_64@  on_linux do
@if-linux-x86_64@    on_intel do
@if-linux-x86_64@      url "@downloads@/v@version@/qasr-@version@-linux-x86_64-java.tar.gz"
@if-linux-x86_64@      sha256 "@sha256-linux-x86_64@"
@if-linux-x86_64@    end
@if-linux-x86_64@  end

  def install
    libexec.install Dir["*"]
    bin.install_symlink libexec/"bin/qasr"
    man1.install_symlink Dir[libexec/"share/man/man1/*.1"]
    bash_completion.install_symlink libexec/"share/bash-completion/completions/qasr"
    zsh_completion.install_symlink libexec/"share/zsh/site-functions/_qasr"
    fish_completion.install_symlink libexec/"share/fish/vendor_completions.d/qasr.fish"
  end

  def post_install
    quiet_system bin/"qasr", "doctor", "--prepare"
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/qasr --version")
  end
end
