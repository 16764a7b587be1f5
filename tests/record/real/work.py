# SPDX-License-Identifier: Apache-2.0
#
# work.py ROUNDS: JSON, zlib, ctypes with callbacks, threads and subprocesses, and 30 MB
# taken by malloc that stay. Prints what came out.
import ctypes, hashlib, json, subprocess, sys, threading, zlib

libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
libc.malloc.argtypes = [ctypes.c_size_t]
libc.free.argtypes = [ctypes.c_void_p]
callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_int), ctypes.POINTER(ctypes.c_int))
results = {}

def work(number, rounds):
    digest = hashlib.sha256()
    for round in range(rounds):
        data = {str(i): [i, i * 0.5, "x" * (i % 50)] for i in range(2000)}
        text = json.dumps(data)
        digest.update(zlib.compress(text.encode()))
        assert json.loads(text)["7"] == [7, 3.5, "xxxxxxx"]
        libc.free(libc.malloc(100000 + round))
    results[number] = digest.hexdigest()

def sort_by_callback():
    numbers = (ctypes.c_int * 1000)(*[(i * 7919) % 1009 for i in range(1000)])
    libc.qsort(numbers, 1000, 4, callback(lambda a, b: a[0] - b[0]))
    return list(numbers)[:5]

rounds = int(sys.argv[1])
threads = [threading.Thread(target=work, args=(i, rounds)) for i in range(4)]
for thread in threads: thread.start()
for round in range(rounds):
    assert subprocess.run(["echo", str(round)], capture_output=True).stdout == b"%d\n" % round
for thread in threads: thread.join()
kept = libc.malloc(30000000)
print(sorted(results.items()), sort_by_callback())
