"""Results for readers: one file a form. They say what happened and decide nothing."""
