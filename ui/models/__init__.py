"""Thin item models."""
