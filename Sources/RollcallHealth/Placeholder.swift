package enum RollcallHealthPlaceholder {}
