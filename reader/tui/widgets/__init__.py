"""What is seen: line widgets that paint only what shows. They import models and messages, no library."""
