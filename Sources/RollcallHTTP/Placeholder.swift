package enum RollcallHTTPPlaceholder {}
