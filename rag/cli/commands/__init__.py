"""Hold one module for each command, with its `run(arguments, opener) -> exit code`."""
