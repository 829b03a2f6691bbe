/// From a key's text to 64 well mixed bits: the same on every machine, in every process and in every version.
package enum KeyHash {
    /// FNV-1a over the UTF-8 bytes (draft-eastlake-fnv), and then `mix`, since FNV alone hardly stirs its upper bits.
    package static func hash(_ key: String) -> UInt64 {
        mix(fnv1a(key))
    }

    package static func fnv1a(_ key: String) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in key.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        return hash
    }

    /// The finaliser of MurmurHash3 (Appleby): one-to-one, and every input bit moves every output bit.
    package static func mix(_ bits: UInt64) -> UInt64 {
        var mixed = bits
        mixed = (mixed ^ (mixed >> 33)) &* 0xFF51_AFD7_ED55_8CCD
        mixed = (mixed ^ (mixed >> 33)) &* 0xC4CE_B9FE_1A85_EC53
        return mixed ^ (mixed >> 33)
    }
}
