# SPDX-License-Identifier: MIT
"""REINFORCE (Williams 1992) on a cart that balances a pole. The cart is here: Barto, Sutton & Anderson
1983."""

import math
import random

from common import Report, options, torch

nn, F = torch.nn, torch.nn.functional


class Cart:
    """State: place, speed, angle, angular speed. An episode ends when the pole falls, the cart leaves, or
    after 200 steps."""

    GRAVITY, CART, POLE, HALF_LENGTH, FORCE, TICK = 9.8, 1.0, 0.1, 0.5, 10.0, 0.02

    def __init__(self, seed):
        self.random = random.Random(seed)

    def reset(self):
        self.state, self.steps = [self.random.uniform(-0.05, 0.05) for _ in range(4)], 0
        return list(self.state)

    def step(self, action):
        x, v, a, w = self.state
        force, total = self.FORCE if action == 1 else -self.FORCE, self.CART + self.POLE
        push = (force + self.POLE * self.HALF_LENGTH * w * w * math.sin(a)) / total
        turn = (self.GRAVITY * math.sin(a) - math.cos(a) * push) / (
            self.HALF_LENGTH * (4.0 / 3.0 - self.POLE * math.cos(a) ** 2 / total)
        )
        pull = push - self.POLE * self.HALF_LENGTH * turn * math.cos(a) / total
        self.state = [x + self.TICK * v, v + self.TICK * pull, a + self.TICK * w, w + self.TICK * turn]
        self.steps += 1
        fallen = abs(self.state[0]) > 2.4 or abs(self.state[2]) > 12 * math.pi / 180
        return list(self.state), 1.0, fallen or self.steps >= 200


class Policy(nn.Module):
    def __init__(self):
        super().__init__()
        self.affine1 = nn.Linear(4, 64)
        self.dropout = nn.Dropout(p=0.2)
        self.affine2 = nn.Linear(64, 2)

    def forward(self, x):
        return F.softmax(self.affine2(F.relu(self.dropout(self.affine1(x)))), dim=1)


def choose(policy, state):
    """An action and the logarithm of its probability."""
    probabilities = policy(torch.tensor(state).unsqueeze(0))
    action = int(torch.rand(1).item() < probabilities[0, 1].item())
    return action, torch.log(probabilities[:, action])


def main():
    args = options(__doc__, 200, gamma=0.99, lr=1e-2)
    cart, policy = Cart(args.seed), Policy()
    optimizer = torch.optim.Adam(policy.parameters(), lr=args.lr)
    report, average = Report(args, 10), 10.0
    for _ in range(args.steps):
        state, done, logs, rewards = cart.reset(), False, [], []
        while not done:
            action, log = choose(policy, state)
            state, reward, done = cart.step(action)
            logs.append(log)
            rewards.append(reward)
        average = 0.05 * len(rewards) + 0.95 * average
        returns, total = [], 0.0
        for r in reversed(rewards):
            total = r + args.gamma * total
            returns.insert(0, total)
        returns = torch.tensor(returns)
        returns = (returns - returns.mean()) / (returns.std() + 1e-8)
        optimizer.zero_grad()
        loss = torch.cat([-log * value for log, value in zip(logs, returns)]).sum()
        loss.backward()
        optimizer.step()
        report(loss.item(), steps=len(rewards), average=average)


if __name__ == "__main__":
    main()
