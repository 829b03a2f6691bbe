import GRDB
package enum RollcallStorePlaceholder {}
