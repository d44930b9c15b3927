"""Many articles: what is kept of each once it is read, the stories they tell, and findings story by story."""
