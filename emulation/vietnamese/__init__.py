"""The Vietnamese language on screen and paper: order, search, numbers, dates, and text that can be printed."""
