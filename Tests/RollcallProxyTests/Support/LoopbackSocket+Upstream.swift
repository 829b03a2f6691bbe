import RollcallCore
import RollcallProxy
import RollcallTestKit

extension LoopbackSocket {
    func upstream(_ name: String) -> Upstream {
        Upstream(instance: InstanceID(trusted: name), address: Address(trusted: "127.0.0.1"), port: port)
    }
}
