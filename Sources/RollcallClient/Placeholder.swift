package enum RollcallClientPlaceholder {}
