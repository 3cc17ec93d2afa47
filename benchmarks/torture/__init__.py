"""`python -m benchmarks.torture`: what a library goes through when programs are killed, disks fill up and files are damaged."""
