"""How LibreOffice comes onto a machine: the one place that names the commands."""

from plangen.diagnostics import words

INSTALL = words(
    "Windows 用 winget install TheDocumentFoundation.LibreOffice，macOS 用 brew install --cask libreoffice，"
    "Linux 用 sudo apt install libreoffice-writer libreoffice-calc",
    "winget install TheDocumentFoundation.LibreOffice (Windows), brew install --cask libreoffice (macOS),"
    " sudo apt install libreoffice-writer libreoffice-calc (Linux)",
)
UPGRADE = words(
    "Windows 用 winget upgrade TheDocumentFoundation.LibreOffice，macOS 用 brew upgrade --cask libreoffice，"
    "Linux 用 sudo apt install --only-upgrade libreoffice-writer libreoffice-calc",
    "winget upgrade TheDocumentFoundation.LibreOffice (Windows), brew upgrade --cask libreoffice (macOS),"
    " sudo apt install --only-upgrade libreoffice-writer libreoffice-calc (Linux)",
)
