"""dxdesk's core: plans, answers, merging and documents, with no Qt anywhere."""

__version__ = "0.1.0"
