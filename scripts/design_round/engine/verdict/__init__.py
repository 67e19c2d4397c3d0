"""What every check of the sources says, of the whole guide or of chosen pages, in one go."""
