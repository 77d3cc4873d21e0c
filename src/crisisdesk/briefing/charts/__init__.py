"""Pictures of a brief that are drawn from figures: legible in grey, with what they show in words beside them."""
