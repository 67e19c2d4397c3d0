"""engine/listings"""
