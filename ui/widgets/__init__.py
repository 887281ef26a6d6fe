"""Inputs and small parts that both desks use; none of them knows a rule."""
