"""Lists: pages of what may be very long, and the one rule by which a list is filtered, sorted, searched and exported. See docs/decisions/0031."""

from emulation.listing.declaring import ALPHABET, DAYS, NUMBERS, Column, Filter, Listing
from emulation.listing.listed import LONGEST, Listed
from emulation.listing.pages import page_of, query_of

__all__ = ["ALPHABET", "DAYS", "LONGEST", "NUMBERS", "Column", "Filter", "Listed", "Listing", "page_of", "query_of"]
