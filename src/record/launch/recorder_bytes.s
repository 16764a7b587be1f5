/* SPDX-License-Identifier: Apache-2.0 */
/* */
/* The files that record/shim is built to. The assembler finds them below the build folder; */
/* one that was not built is there with no bytes. A source of its own, compiled by a command */
/* of its own: caches of compilers do not see what .incbin reads, and keep old libraries. */
        .section .rodata.recorder, "a"
        .globl recorder_x86_64, recorder_x86_64_end
        .hidden recorder_x86_64, recorder_x86_64_end
        .globl recorder_aarch64, recorder_aarch64_end
        .hidden recorder_aarch64, recorder_aarch64_end
recorder_x86_64:
        .incbin "recorder/x86_64/libjescope_record.so"
recorder_x86_64_end:
        .byte 0
recorder_aarch64:
        .incbin "recorder/aarch64/libjescope_record.so"
recorder_aarch64_end:
        .byte 0
        .section .note.GNU-stack, "", %progbits
