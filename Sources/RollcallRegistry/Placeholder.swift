package enum RollcallRegistryPlaceholder {}
