"""checking/chapters"""
