"""Shared ground"""
