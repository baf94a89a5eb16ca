"""Charts and words about accounts: values made visible."""
