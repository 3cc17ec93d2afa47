"""The command line `xianwen`: commands, arguments, output for a terminal, progress bars."""
