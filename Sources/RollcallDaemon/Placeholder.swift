import Configuration
package enum RollcallDaemonPlaceholder {}
