"""Everything that talks to a chat model. What it says is checked by code before a writer sees it."""
