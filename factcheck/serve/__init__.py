"""The service: a REST API and a page to check a draft on, over one archive."""
