import tracer, test_syscalls
from ledgers import create
def test_x(tmp_path):
    p=tmp_path/"x.juri"; create(p).close()
    print(tracer.run(test_syscalls.writes,(p,),["-y","-e","trace=pwrite64,fdatasync,fsync,ftruncate,openat,unlink,write"],tmp_path/"log"))
    print((tmp_path/"log").read_text())
