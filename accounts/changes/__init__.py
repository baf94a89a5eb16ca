"""Acts on several tables: each is one transaction, and the actor is always named as `by`."""
