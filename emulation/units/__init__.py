"""The tree of units: province, commune, residential groups, agencies, schools, mass organisations."""
