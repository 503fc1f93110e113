"""What is looked at before something is recorded among the approvals of a notice: what was typed, who, when."""
