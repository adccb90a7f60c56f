"""Sheets that several workbooks share; each is told by `Material` what it is about."""
