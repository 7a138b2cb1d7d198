"""What may be awarded, by whom, and what comes with it."""

from awards.models.catalogue import Authority, BaseSalary, Category, Honour, Level, Rate, Subject

__all__ = ["Authority", "BaseSalary", "Category", "Honour", "Level", "Rate", "Subject"]
