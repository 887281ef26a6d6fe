"""計画: the page where the office sets its plan up and changes it."""
