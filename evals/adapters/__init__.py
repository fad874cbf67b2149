"""Let any system be judged: each module turns one kind of system into answers to gold questions."""
