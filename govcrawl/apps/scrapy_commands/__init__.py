"""Our versions of Scrapy's own commands (setting COMMANDS_MODULE)."""
