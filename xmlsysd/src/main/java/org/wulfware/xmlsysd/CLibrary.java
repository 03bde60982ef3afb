package org.wulfware.xmlsysd;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Functions of a library in C, called through `java.lang.foreign`, whose many classes are loaded with this one: only what a
/// client has asked for may come here, and the first time on a thread beside the sample, since it takes a moment. Every
/// function here returns an `int`. Only machines of 64 bits are known, on which C's `long` is Java's.
@SuppressWarnings("restricted") // the launcher permits it
final class CLibrary {
    /// For a pointer argument.
    static final MemoryLayout POINTER = ValueLayout.ADDRESS;

    /// For an `int` or an enum.
    static final MemoryLayout INT = ValueLayout.JAVA_INT;

    private final SymbolLookup symbols;

    private CLibrary(SymbolLookup symbols) {
        this.symbols = symbols;
    }

    /// The C library itself; null on a machine of 32 bits.
    static @Nullable CLibrary ofTheSystem() {
        return ValueLayout.ADDRESS.byteSize() == Long.BYTES
                ? new CLibrary(Linker.nativeLinker().defaultLookup())
                : null;
    }

    /// The library called `name`, where the system looks for libraries, or at a path; null if there is none. Once loaded it
    /// stays.
    static @Nullable CLibrary named(String name) {
        if (ValueLayout.ADDRESS.byteSize() != Long.BYTES) {
            return null;
        }
        try {
            return new CLibrary(
                    name.startsWith("/")
                            ? SymbolLookup.libraryLookup(Path.of(name), Arena.global())
                            : SymbolLookup.libraryLookup(name, Arena.global()));
        } catch (IllegalArgumentException _) { // there is no such library
            return null;
        }
    }

    /// The function called `name`; null if the library has none.
    @Nullable
    MethodHandle function(String name, MemoryLayout... arguments) {
        var address = symbols.find(name);
        return address.isEmpty()
                ? null
                : Linker.nativeLinker()
                        .downcallHandle(address.get(), FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments));
    }

    /// Room for what functions write, as long as the daemon runs.
    static MemorySegment room(long bytes) {
        return Arena.global().allocate(bytes, Long.BYTES);
    }

    /// What a call threw, which no function in C can: an error of the JDK's or ours.
    static AssertionError unexpected(Throwable thrown) {
        return new AssertionError(thrown);
    }
}
