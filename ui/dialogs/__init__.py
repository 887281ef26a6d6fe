"""The few dialogs there are, behind protocols, so that tests open none."""
