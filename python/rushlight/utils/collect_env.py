# SPDX-License-Identifier: MIT
"""What a report of a fault should say about the machine: python -m rushlight.utils.collect_env."""
import collections
import os
import platform
import re
import shutil
import subprocess
import sys

SystemEnv = collections.namedtuple("SystemEnv", """torch_version is_debug_build cuda_compiled_version gcc_version clang_version cmake_version os libc_version
python_version python_platform is_cuda_available cpu_model cpu_count threads conda_packages pip_packages""".split())


def run(command):
    """(return code, output, errors) of a program; a missing one gives code 127."""
    try:
        done = subprocess.run(command, shell=isinstance(command, str), capture_output=True, text=True, check=False)
    except OSError as e:
        return 127, "", str(e)
    return done.returncode, done.stdout.strip(), done.stderr.strip()


def _version(program, pattern):
    """What `program --version` says, or None."""
    if not shutil.which(program):
        return None
    found = re.search(pattern, run([program, "--version"])[1])
    return found.group(1) if found else None


def _cpu():
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as f:
            found = re.search(r"model name\s*: (.*)", f.read())
        return found.group(1) if found else platform.processor()
    except OSError:
        return platform.processor()


def _system():
    try:
        with open("/etc/os-release", encoding="utf-8") as f:
            found = re.search(r'PRETTY_NAME="(.*)"', f.read())
        return f"{found.group(1)} ({platform.machine()})" if found else platform.platform()
    except OSError:
        return platform.platform()


def _packages():
    from importlib import metadata
    names = ("numpy", "scipy", "torch", "rushlight")
    found = {d.metadata["Name"].lower(): d.version for d in metadata.distributions() if d.metadata["Name"] and d.metadata["Name"].lower() in names}
    return "\n".join(f"[pip3] {name}=={version}" for name, version in sorted(found.items())) or None


def get_env_info():
    import rushlight
    from ..version import __version__
    return SystemEnv(
        torch_version=f"{__version__} (Rushlight)", is_debug_build=False, cuda_compiled_version=None,
        gcc_version=_version("gcc", r"gcc (.*)"), clang_version=_version("clang", r"clang version (\S+)"),
        cmake_version=_version("cmake", r"cmake (.*)"), os=_system(), libc_version="-".join(platform.libc_ver()),
        python_version=f"{sys.version} ({sys.maxsize.bit_length() + 1}-bit runtime)".replace("\n", " "), python_platform=platform.platform(),
        is_cuda_available=rushlight.cuda.is_available(), cpu_model=_cpu(), cpu_count=os.cpu_count(), threads=rushlight.get_num_threads(),
        conda_packages=None, pip_packages=_packages())


_LINES = (("PyTorch version", "torch_version"), ("Is debug build", "is_debug_build"), ("CUDA used to build PyTorch", "cuda_compiled_version"), None,
          ("OS", "os"), ("GCC version", "gcc_version"), ("Clang version", "clang_version"), ("CMake version", "cmake_version"),
          ("Libc version", "libc_version"), None,
          ("Python version", "python_version"), ("Python platform", "python_platform"), ("Is CUDA available", "is_cuda_available"),
          ("CPU", "cpu_model"), ("CPU count", "cpu_count"), ("Threads of the library", "threads"), None,
          ("Versions of relevant libraries", "pip_packages"))


def pretty_str(info):
    lines = []
    for line in _LINES:
        if line is None:
            lines.append("")
            continue
        value = getattr(info, line[1])
        text = "Could not collect" if value is None else str(value)
        lines.append(f"{line[0]}:{chr(10) if chr(10) in text or line[1] == 'pip_packages' else ' '}{text}")
    return "\n".join(lines)


def get_pretty_env_info():
    return pretty_str(get_env_info())


def main():
    print(get_pretty_env_info())


if __name__ == "__main__":
    main()
