package enum RollcallDashboardPlaceholder {}
