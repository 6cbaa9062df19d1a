"""智慧安商: carries a city's key investment projects from hand-over to hand-over."""

__version__ = "0.3.0"
