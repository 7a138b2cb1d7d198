"""Pages of slips and of handing over."""
