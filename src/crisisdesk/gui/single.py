"""One window for each desk file: whoever opens a desk a second time is led to the window that has it.

A lock in the user's own folder says that a window of this user has the desk, a local socket of the same name
raises that window. Nothing leaves the computer.
"""

from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from shiboken6 import isValid

from crisisdesk.gui.seats import lock_file, seat_name

_PATIENCE_MS = 1_000
_RAISE = b"raise\n"
_LONGEST = 256


class Seat(QObject):
    """The right to show a desk file in a window.

    ``called`` is sent when somebody opens the same desk again, ``wanted`` with the id of the record that they name.
    """

    called = Signal()
    wanted = Signal(str)

    def __init__(self, path: Path, folder: Path | None = None, parent: QObject | None = None) -> None:
        """``folder`` holds the locks; the user's own by default."""
        super().__init__(parent)
        self._name = seat_name(path)
        lock = lock_file(path, folder)
        self._folder = lock.parent
        self._lock = QLockFile(str(lock))
        self._lock.setStaleLockTime(0)  # stale is only what a program left that is gone
        self._server = QLocalServer(self)
        self._callers: list[QLocalSocket] = []
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._listen)

    def take(self) -> bool:
        """Take the seat; False if another window has it. Where no lock can be kept, everybody gets a seat."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            return True
        if not self._lock.tryLock(0):
            return self._lock.error() is not QLockFile.LockError.LockFailedError
        QLocalServer.removeServer(self._name)  # what a killed program left
        self._server.listen(self._name)
        return True

    def call(self, record_id: str = "") -> bool:
        """Ask the window that has the seat to come to the front, and to go to a record; whether one answered."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(_PATIENCE_MS):
            return False
        socket.write(_RAISE + record_id.encode("utf-8", "replace")[:_LONGEST])
        answered = socket.waitForBytesWritten(_PATIENCE_MS)
        socket.disconnectFromServer()
        return answered

    def leave(self) -> None:
        """Give the seat up."""
        self._server.close()
        self._lock.unlock()

    def _listen(self) -> None:
        while self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            socket.disconnected.connect(socket.deleteLater)
            self.called.emit()
            self._callers.append(socket)
            socket.readyRead.connect(self._hear)
        self._hear()

    def _hear(self) -> None:
        """Take what callers said. Only this login can call; all the same, no length is trusted."""
        for socket in [caller for caller in self._callers if isValid(caller) and caller.bytesAvailable()]:
            self._callers.remove(socket)
            said = bytes(socket.read(len(_RAISE) + _LONGEST).data()).removeprefix(_RAISE)
            if said:
                self.wanted.emit(said.decode("utf-8", "replace").strip())
        self._callers = [caller for caller in self._callers if isValid(caller)]


def call_holder(path: Path, folder: Path | None = None, *, record_id: str = "") -> bool:
    """Raise the window that has this desk open, if there is one."""
    return lock_file(path, folder).exists() and Seat(path, folder).call(record_id)
