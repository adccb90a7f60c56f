"""How long each regular expression of the product takes on text that is made to hold it up."""
