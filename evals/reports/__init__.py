"""Write a scored run for people and machines: each module one format. Texts from anywhere are data, never markup."""
