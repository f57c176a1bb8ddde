"""How dates are written, where we want it otherwise than Django does; one package for each language."""
