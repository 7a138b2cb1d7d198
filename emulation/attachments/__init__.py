"""Uploaded files: checked by their content, kept private and unchanged, handed out by the pages of the records that own them."""
