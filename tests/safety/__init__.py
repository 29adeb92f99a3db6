"""Who gets where: every address of the house, asked by everybody."""
