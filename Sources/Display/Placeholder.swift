public enum DisplayPlaceholder {}
