public enum JupyterPlaceholder {}
